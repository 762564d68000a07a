-- Everybody is in about three marketplaces, the large ones most often; designers are in theirs, and the reader in ten.
CREATE TABLE bench_members AS
SELECT row_number() OVER () AS number, market, person FROM (
    SELECT DISTINCT market, person FROM (
        SELECT bench_pick({marketplaces}) AS market, person FROM generate_series(1, {people}) person, generate_series(1, 3)
        UNION ALL SELECT n, 2 + n % ({people} / 10) FROM generate_series(1, {marketplaces}) n
        UNION ALL SELECT n, 1 FROM generate_series(1, 10) n
    ) drawn
) pairs ORDER BY person, market;

INSERT INTO memberships (id, marketplace_id, user_id, status, role, rules_version, created_at)
SELECT bench_id(6, number), bench_id(3, market), bench_id(1, person), 'active',
       CASE WHEN person = 2 + market % ({people} / 10) THEN 'moderator' ELSE 'member' END, 1, bench_time(number)
FROM bench_members;

INSERT INTO rules_consents (id, marketplace_id, user_id, version)
SELECT bench_id(7, number), bench_id(3, market), bench_id(1, person), 1 FROM bench_members;
