-- Who may do what, for: psql -U postgres -v password=... -f server-config/postgresql/roles.sql
--
-- The server migrates its own schema when it starts, so its role owns the database and needs nothing beyond it. The second
-- role only reads, for reports, and reads no secret: reader.sql, run after each start of a new version, says which columns.
CREATE ROLE agentwarden LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 200;
CREATE DATABASE agentwarden OWNER agentwarden ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE agentwarden FROM PUBLIC;
CREATE ROLE agentwarden_reader NOLOGIN;
GRANT CONNECT ON DATABASE agentwarden TO agentwarden_reader;
\connect agentwarden
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO agentwarden;
GRANT USAGE ON SCHEMA public TO agentwarden_reader;
