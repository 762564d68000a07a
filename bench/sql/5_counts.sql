UPDATE marketplaces SET member_count = counted.members
FROM (SELECT marketplace_id, count(*) AS members FROM memberships WHERE status = 'active' GROUP BY 1) counted
WHERE counted.marketplace_id = marketplaces.id;

UPDATE marketplaces SET service_count = counted.services
FROM (SELECT marketplace_id, count(*) AS services FROM services WHERE status = 'listed' GROUP BY 1) counted
WHERE counted.marketplace_id = marketplaces.id;

INSERT INTO search_words (word)
SELECT DISTINCT left(word, 40) FROM (
    SELECT unnest(string_to_array(words, ' ')) AS word FROM bench_names
    UNION ALL SELECT unnest(string_to_array(words, ' ')) FROM bench_sentences
    UNION ALL SELECT unnest(string_to_array(words, ' ')) FROM bench_titles
) said WHERE length(word) >= 3;

-- The reader, signed in for a long time.
INSERT INTO sessions (id, user_id, token, is_remembered, device, address, expires_at)
VALUES (bench_id(11, 1), bench_id(1, 1), '{token}', true, 'Bench', '127.0.0.1', now() + interval '60 days');
