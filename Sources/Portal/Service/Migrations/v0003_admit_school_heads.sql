-- Heads of schools see their own staff; their perimeter holds the codes of their schools.
ALTER TABLE portal.accounts
    DROP CONSTRAINT accounts_roles_check,
    ADD CONSTRAINT accounts_roles_check CHECK (roles <@ ARRAY['participant', 'officer', 'manager', 'paymaster',
                                                               'centre-head', 'school-head', 'operator']);
