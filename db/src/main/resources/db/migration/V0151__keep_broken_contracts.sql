-- What a DAG that reads a dataset counts on and the DAG that writes it does not promise any more: known when either is deployed.
CREATE TABLE broken_contract (
    producer    text NOT NULL REFERENCES dag ON DELETE CASCADE,
    dataset     text NOT NULL,
    reader      text NOT NULL REFERENCES dag ON DELETE CASCADE,
    reader_task text NOT NULL,
    missing     text NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (producer, dataset, reader, reader_task)
);
CREATE INDEX broken_contract_reader ON broken_contract (reader);
