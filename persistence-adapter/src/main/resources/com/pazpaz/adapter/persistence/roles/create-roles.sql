-- Creates the roles and the database of PazPaz. Run it once, as a superuser, connected to any other database:
--
--     psql -v ON_ERROR_STOP=1 -f create-roles.sql postgres
--
-- Then give both roles a password, with \password, which sends it hashed, so that no log ever holds it.

-- Owns the schema, migrates it, and sees every workspace. People and the migration use it, the application never does.
CREATE ROLE pazpaz_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

-- The application: reads and writes rows of the workspace it has named, and cannot change the schema.
CREATE ROLE pazpaz_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

CREATE DATABASE pazpaz OWNER pazpaz_owner TEMPLATE template0 ENCODING 'UTF8';

-- Without TEMPORARY: a temporary table could take the name of a real one.
REVOKE ALL ON DATABASE pazpaz FROM PUBLIC;
GRANT CONNECT ON DATABASE pazpaz TO pazpaz_app;
