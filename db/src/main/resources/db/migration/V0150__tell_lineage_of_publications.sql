-- A version that people publish although a check did not pass is told of apart from the attempt that wrote it, which was told of before.
-- 0: the attempt itself.

ALTER TABLE lineage_told ADD COLUMN version_id bigint NOT NULL DEFAULT 0;
ALTER TABLE lineage_told DROP CONSTRAINT lineage_told_pkey, ADD PRIMARY KEY (attempt_id, version_id);

CREATE INDEX dataset_version_published_by ON dataset_version (published_at) WHERE published_by IS NOT NULL;
