-- Sellers with 200 bookings each, from three weeks ago to a month ahead: four windows a day of two hours, in each of which
-- one hour is taken and the other is free, so nothing overlaps. Their customers are others, and of three people in ten
-- nobody has booked yet: those do in the measurement.
CREATE TABLE bench_sellers AS
SELECT row_number() OVER (ORDER BY service) AS number, person, market, service FROM (
    SELECT DISTINCT ON (services.seller_id) member.person, member.market, services.id AS service
    FROM services
    JOIN appointment_terms terms ON terms.service_id = services.id
    JOIN bench_members member ON bench_id(3, member.market) = marketplace_id AND bench_id(1, member.person) = services.seller_id
    WHERE status = 'listed' AND available
    ORDER BY services.seller_id, services.id
) found ORDER BY service LIMIT {bookings} / 200;

CREATE TABLE bench_customers AS
SELECT row_number() OVER () AS number, each.person FROM generate_series({people} * 3 / 10, {people}) each (person)
WHERE each.person NOT IN (SELECT person FROM bench_sellers);

CREATE TABLE bench_bookings AS
SELECT n AS number, seller.person AS seller, seller.market, seller.service, customer.person AS customer,
       current_date::timestamp AT TIME ZONE 'UTC' + make_interval(
           days => place / 4 - 20, hours => 8 + place % 4 * 2 + (seller.number + place / 4)::int % 2
       ) AS starts_at
FROM (SELECT n, (n / ({bookings} / 200))::int AS place FROM generate_series(0, {bookings} - 1) n) numbered
JOIN bench_sellers seller ON seller.number = 1 + n % ({bookings} / 200)
JOIN bench_customers customer ON customer.number = 1 + n % (SELECT count(*) FROM bench_customers);

INSERT INTO bookings (id, customer_id, service_id, seller_id, marketplace_id, status, scheduled_at, duration, total_amount,
                      currency, service_name, place, time_zone, after_minutes, rules_version, cancel_hours, cancel_percent,
                      on_request, created_at)
SELECT bench_id(12, number), bench_id(1, customer), service, bench_id(1, seller), bench_id(3, market),
       CASE WHEN starts_at < now() THEN 'completed' ELSE 'confirmed' END, starts_at, 50, 40, 'USD', 'Guitar lessons',
       'In the library or by video', 'Europe/Berlin', 10, 1, 24, 50, false, bench_time(number)
FROM bench_bookings;

INSERT INTO booking_changes (id, booking_id, actor_id, what)
SELECT bench_id(13, number), bench_id(12, number), bench_id(1, customer), 'book' FROM bench_bookings;

INSERT INTO time_claims (id, resource_id, during, starts_at, ends_at, kind, part, service_id, subject_id)
SELECT bench_id(14, number * 2 + place),
       bench_id(1, CASE part WHEN 'seller' THEN seller ELSE customer END),
       tstzrange(starts_at, starts_at + CASE part WHEN 'seller' THEN interval '60 minutes' ELSE interval '50 minutes' END),
       starts_at, starts_at + interval '50 minutes', 'booking', part, service, bench_id(12, number)
FROM bench_bookings, unnest('{{seller,customer}}'::text[]) WITH ORDINALITY parts (part, place);
