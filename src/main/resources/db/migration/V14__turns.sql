-- What only one node at a time may do: whoever does it holds the row.
CREATE TABLE turns (
    name VARCHAR(40) NOT NULL PRIMARY KEY
);

INSERT INTO turns (name) VALUES ('SEALING'), ('FIRST_LIVE_VERSION');
