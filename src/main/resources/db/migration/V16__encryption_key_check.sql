-- A known text, sealed with the encryption key of the first start: a start with another key stops at it.
CREATE TABLE encryption_key_check (
    id     VARCHAR(20)  NOT NULL PRIMARY KEY,
    sealed VARCHAR(200) NOT NULL
);

INSERT INTO turns (name) VALUES ('FIRST_START');
