-- Who may do what, for: psql -U postgres -v password=... -f server-config/postgresql/roles.sql
--
-- The server migrates its own schema when it starts, so its role owns the database and needs nothing beyond it. The second
-- role only looks, for reports and for the eyes of whoever must not change a row.
CREATE ROLE agentwarden LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 200;
CREATE DATABASE agentwarden OWNER agentwarden ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE agentwarden FROM PUBLIC;
CREATE ROLE agentwarden_reader NOLOGIN;
GRANT CONNECT ON DATABASE agentwarden TO agentwarden_reader;
\connect agentwarden
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO agentwarden;
GRANT USAGE ON SCHEMA public TO agentwarden_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE agentwarden IN SCHEMA public GRANT SELECT ON TABLES TO agentwarden_reader;
