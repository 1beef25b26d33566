-- Nobody is here in the morning and far away in the afternoon of the same day.

-- Missions with where they are, as 'latitude;longitude', or '-' for a remote one.
CREATE VIEW assignment.placed_missions AS
SELECT m.id, m.code, m.session_code, m.slots, m.remote, c.latitude, c.longitude,
       CASE WHEN m.remote THEN '-' ELSE c.latitude || ';' || c.longitude END AS place
  FROM assignment.missions AS m
  JOIN assignment.centres ON centres.code = m.centre_code
  JOIN assignment.communes AS c ON c.code = centres.commune_code;

-- Great-circle kilometres and a quarter, as the calculation compares distances.
CREATE FUNCTION assignment.road_kilometres(
    here_latitude double precision, here_longitude double precision,
    there_latitude double precision, there_longitude double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 1.25 * 2 * 6371 * asin(least(1, sqrt(
        sin(radians(there_latitude - here_latitude) / 2) ^ 2
        + cos(radians(here_latitude)) * cos(radians(there_latitude))
          * sin(radians(there_longitude - here_longitude) / 2) ^ 2)))
$$;

GRANT SELECT ON assignment.placed_missions TO service_app, service_audit;
GRANT EXECUTE ON FUNCTION assignment.road_kilometres(
    double precision, double precision, double precision, double precision) TO service_app, service_audit;
