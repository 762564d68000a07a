-- Keys that sort by time, as the product's do: a kind and a number make one.
CREATE FUNCTION bench_time(number bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
$$ SELECT to_timestamp(1700000000 + number * 50) $$;
CREATE FUNCTION bench_id(kind int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT (lpad(to_hex(1700000000000 + number * 50000), 12, '0') || '70008' || lpad(to_hex(kind), 3, '0')
           || lpad(to_hex(number), 12, '0'))::uuid $$;
-- A number from 1 to `most`, 1 the most often: number k comes about 1/k times as often.
CREATE FUNCTION bench_pick(most int) RETURNS int LANGUAGE sql VOLATILE AS
$$ SELECT least(most, floor(exp(random() * ln(most + 1)))::int) $$;

SELECT setseed(0.7);

INSERT INTO users (id, email, password, confirmed_at, created_at)
SELECT bench_id(1, n), 'person' || n || '@bench.example', '!', bench_time(n), bench_time(n)
FROM generate_series(1, {people}) n;

INSERT INTO profiles (id, user_id, first_name, last_name, username, designer, created_at)
SELECT bench_id(2, n), bench_id(1, n), names.first, names.last, 'person' || n, n <= {people} / 10 + 1, bench_time(n)
FROM generate_series(1, {people}) n
JOIN bench_people names ON names.number = 1 + n % (SELECT count(*) FROM bench_people);
