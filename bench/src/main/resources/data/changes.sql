-- changes number first to last: 80 updates, 15 inserts and 5 deletes of contacts in a hundred; 100 to a transaction
CREATE OR REPLACE PROCEDURE change_contacts(rows bigint, first int, last int) LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN first..last LOOP
    IF i % 20 < 16 THEN
      UPDATE contacts SET lead_score = i % 1000, updated_at = updated_at + interval '1 second'
        WHERE id = 1 + i::bigint * 7919 % (rows / 2);
    ELSIF i % 20 < 19 THEN
      INSERT INTO contacts
        SELECT 100000000 + i, external_id, email, phone, first_name, last_name, company, job_title,
          country, region_text, lead_score, budget, opted_in, attributes, registered_at, created_at,
          updated_at FROM contacts WHERE id = 1 + i::bigint * 7919 % (rows / 2);
    ELSE
      DELETE FROM contacts WHERE id = rows / 2 + 1 + i / 20;
    END IF;
    IF i % 100 = 0 THEN
      COMMIT;
    END IF;
  END LOOP;
END $$;
