-- From version 3 to 4: nothing. The number is taken by a step that is made elsewhere and replaces this one.
SELECT 1;
