-- A person's certified travel is found by the key of the lines now, all means of it and not kilometres alone.
DROP INDEX validation.line_kilometres;
