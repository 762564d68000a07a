"""What it was measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psycopg


def describe(connection: psycopg.Connection) -> dict[str, str]:
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgresql": str(connection.info.server_version // 10_000) + f".{connection.info.server_version % 100}",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _memory() -> str:
    kilobytes = _first("/proc/meminfo", "MemTotal").split()
    return f"{int(kilobytes[0]) / 1_048_576:.0f} GB" if kilobytes else "unknown"


def _first(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
