-- Instances of a mapped task can be told apart by more than their numbers.

-- What the task's own code called this instance, such as the file that it is about.
ALTER TABLE task_instance ADD COLUMN label text;
