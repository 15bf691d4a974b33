-- What the role agentwarden_reader may read: psql -U postgres -d agentwarden -f server-config/postgresql/reader.sql
--
-- Run it when the server has started for the first time, and again after each upgrade: a new table or column is hidden
-- until then. Everything but hashes of passwords and tokens, and what the server has encrypted.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM agentwarden_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE agentwarden IN SCHEMA public REVOKE ALL ON TABLES FROM agentwarden_reader;
DO $$
DECLARE
    readable record;
BEGIN
    FOR readable IN
        SELECT table_name, string_agg(quote_ident(column_name), ', ') AS column_list
        FROM information_schema.columns
        WHERE table_schema = 'public'
          AND column_name !~ 'password|token_hash|key_hash|sealed_'
        GROUP BY table_name
    LOOP
        EXECUTE format('GRANT SELECT (%s) ON public.%I TO agentwarden_reader', readable.column_list, readable.table_name);
    END LOOP;
END $$;
