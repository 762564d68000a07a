-- Every third is private. The designers are people 2 and on; person 1 is the reader.
INSERT INTO marketplaces (id, slug, title, description, designer_id, private, approval, selling, palette, pattern, search,
                          created_at)
SELECT bench_id(3, n), 'market-' || n, title.told, said.told, bench_id(1, 2 + n % ({people} / 10)), n % 3 = 0, n % 7 = 0,
       'everyone', look.palette, look.pattern,
       (setweight(to_tsvector('simple', title.words), 'A')::text || ' '
        || to_tsvector('simple', said.words)::text)::tsvector, bench_time(n)
FROM generate_series(1, {marketplaces}) n
JOIN bench_titles title ON title.number = n
JOIN bench_sentences said ON said.number = n
JOIN bench_looks look ON look.number = 1 + n % (SELECT count(*) FROM bench_looks);

INSERT INTO rules_versions (id, marketplace_id, version, rules, made_by)
SELECT bench_id(4, n), bench_id(3, n), 1, '{{}}', bench_id(1, 2 + n % ({people} / 10))
FROM generate_series(1, {marketplaces}) n;

INSERT INTO categories (id, marketplace_id, name, position)
SELECT bench_id(5, n * 6 + place), bench_id(3, n), name, place
FROM generate_series(1, {marketplaces}) n,
     unnest('{{Lessons,Repairs,Home and garden,Music,Food,Everything else}}'::text[]) WITH ORDINALITY categories (name, place);
