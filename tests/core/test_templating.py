from __future__ import annotations

from flask import Flask


def test_all_templates_have_the_same_globals(app: Flask) -> None:
    assert app.jinja_env.get_template("base.html").globals is app.jinja_env.globals


def test_what_one_brings_stays_with_it(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ only_here }}", globals={"only_here": "yes"})
    assert template.render() == "yes"
    assert "only_here" not in app.jinja_env.globals
    assert app.jinja_env.from_string("{{ only_here }}").render() == ""
