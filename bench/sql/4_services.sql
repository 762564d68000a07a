-- Each service is sold by a member of its marketplace, so the large marketplaces sell the most.
INSERT INTO services (id, marketplace_id, seller_id, category_id, name, description, description_html, price, available,
                      status, cover, cover_alt, search, created_at, updated_at)
SELECT bench_id(8, n), bench_id(3, member.market), bench_id(1, member.person), bench_id(5, member.market * 6 + category),
       name.told, a.told || ' ' || b.told || E'\n\n' || c.told,
       '<p>' || a.told || ' ' || b.told || E'</p>\n<p>' || c.told || E'</p>\n',
       price, n % 8 <> 0, CASE WHEN n % 25 = 0 THEN 'suspended' ELSE 'listed' END,
       CASE WHEN n % 5 = 0 THEN 'services/' || encode(sha256(('t' || n)::bytea), 'hex') || '.webp' END,
       CASE WHEN n % 5 = 0 THEN name.told ELSE '' END,
       (setweight(to_tsvector('simple', name.words), 'A')::text || ' '
        || to_tsvector('simple', a.words || ' ' || b.words || ' ' || c.words)::text
        || ' ''m:' || replace(bench_id(3, member.market)::text, '-', '') || '''')::tsvector,
       bench_time(n), bench_time(n)
FROM (
    SELECT n, 1 + floor(random() * (SELECT count(*) FROM bench_members))::bigint AS member, bench_pick(6) AS category,
           1 + floor(random() * {names})::int AS name, 1 + floor(random() * {sentences})::int AS a,
           1 + floor(random() * {sentences})::int AS b, 1 + floor(random() * {sentences})::int AS c,
           2.5 * bench_pick(60) - 2.5 AS price
    FROM generate_series(1, {services}) n
) drawn
JOIN bench_members member ON member.number = drawn.member
JOIN bench_names name ON name.number = drawn.name
JOIN bench_sentences a ON a.number = drawn.a
JOIN bench_sentences b ON b.number = drawn.b
JOIN bench_sentences c ON c.number = drawn.c;

INSERT INTO service_pictures (id, service_id, position, picture, thumbnail, alt)
SELECT bench_id(9, n * 2 + place), bench_id(8, n), place, 'services/' || encode(sha256(('p' || place || n)::bytea), 'hex') || '.webp',
       'services/' || encode(sha256((CASE place WHEN 0 THEN 't' ELSE 'u' END || n)::bytea), 'hex') || '.webp', 'A picture'
FROM generate_series(5, {services}, 5) n, generate_series(0, 1) place;

INSERT INTO favourites (id, user_id, service_id)
SELECT bench_id(10, n), bench_id(1, person), bench_id(8, service) FROM (
    SELECT row_number() OVER () AS n, person, service FROM (
        SELECT DISTINCT 1 + floor(random() * {people})::int AS person, 1 + floor(random() * {services})::int AS service
        FROM generate_series(1, {people} * 2)
        UNION SELECT 1, n FROM generate_series({services} - 200, {services}, 10) n
    ) pairs
) numbered;
