-- Everybody has a calendar. Three services of four are booked by time, and their next free times are known for a year.
INSERT INTO calendars (user_id, hours, time_zone)
SELECT bench_id(1, n), hours.week, 'Europe/Berlin'
FROM generate_series(1, {people}) n,
     (SELECT jsonb_object_agg(day, '[{{"start": "09:00", "end": "19:00"}}]'::jsonb) AS week
      FROM unnest('{{monday,tuesday,wednesday,thursday,friday,saturday}}'::text[]) day) hours;

INSERT INTO appointment_terms (service_id, seller_id, duration, other_durations, place, after_minutes)
SELECT id, seller_id, 50, '[{{"minutes": 80, "price": "60.00"}}]', 'In the library or by video', 10
FROM services WHERE right(id::text, 1) NOT IN ('0', '4', '8', 'c');

INSERT INTO openings (service_id, next_at, from_day, days, fresh_until)
SELECT service_id, now() + interval '1 day' + random() * interval '20 days', current_date, (2 ^ 60)::bigint - 1,
       now() + interval '1 year'
FROM appointment_terms;
