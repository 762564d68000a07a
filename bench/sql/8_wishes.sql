-- Who is going to book what through the API: everybody once. Of each seller the free hour of one window after another;
-- and of one seller, who works day and night, each quarter of an hour.
CREATE TABLE bench_hot AS
SELECT member.person, member.market, services.id AS service
FROM services
JOIN appointment_terms terms ON terms.service_id = services.id
JOIN bench_members member ON bench_id(3, member.market) = marketplace_id AND bench_id(1, member.person) = services.seller_id
WHERE member.market = 1 AND status = 'listed' AND available
  AND NOT EXISTS (SELECT FROM bench_sellers WHERE bench_sellers.person = member.person)
ORDER BY services.id LIMIT 1;

UPDATE appointment_terms SET duration = 15, step_minutes = 15, after_minutes = 0, other_durations = '[]', availability = (
    SELECT jsonb_object_agg(day, '[{{"start": "00:00", "end": "24:00"}}]'::jsonb)
    FROM unnest('{{monday,tuesday,wednesday,thursday,friday,saturday,sunday}}'::text[]) day
) FROM bench_hot WHERE service_id = bench_hot.service;

CREATE TABLE bench_bookers AS
SELECT row_number() OVER () AS number, each.person, 'dmn_' || lpad(each.person::text, 43, '0') AS token
FROM generate_series(2, {people} * 3 / 10 - 1) each (person)
WHERE each.person NOT IN (SELECT person FROM bench_sellers UNION SELECT person FROM bench_hot);

INSERT INTO api_tokens (id, user_id, name, token, hint, scopes)
SELECT bench_id(15, number), bench_id(1, person), 'Bench', encode(sha256(token::bytea), 'hex'), 'bench', '{{read,book}}'
FROM bench_bookers;

CREATE TABLE bench_wishes AS
SELECT row_number() OVER (ORDER BY turn, seller) AS number, 'spread' AS kind, person, token, seller, market, service, 50 AS minutes,
       current_date::timestamp AT TIME ZONE 'UTC' + make_interval(
           days => 5 + turn / 4, hours => 8 + turn % 4 * 2 + 1 - (seller_number + 25 + turn / 4)::int % 2
       ) AS starts_at
FROM (
    SELECT (row_number() OVER (PARTITION BY seller_number ORDER BY person) - 1)::int AS turn, * FROM (
        SELECT DISTINCT ON (booker.person) booker.person, token, seller.number AS seller_number, seller.person AS seller,
               seller.market, seller.service
        FROM bench_bookers booker
        JOIN bench_members member ON member.person = booker.person
        JOIN bench_sellers seller ON seller.market = member.market
        WHERE booker.number % 3 <> 0
        ORDER BY booker.person, md5(booker.person || ' ' || seller.person)
    ) chosen
) turns
WHERE turn < 96 AND extract(isodow FROM current_date + 5 + turn / 4) < 7;

INSERT INTO bench_wishes
SELECT row_number() OVER (ORDER BY booker.person), 'hot', booker.person, token, hot.person, hot.market, service, 15,
       current_date::timestamp AT TIME ZONE 'UTC'
           + make_interval(days => 2, mins => 15 * (row_number() OVER (ORDER BY booker.person))::int)
FROM bench_bookers booker
JOIN bench_members member ON member.person = booker.person
JOIN bench_hot hot ON hot.market = member.market
WHERE booker.number % 3 = 0
LIMIT 5000;
CREATE UNIQUE INDEX ON bench_wishes (kind, number);
