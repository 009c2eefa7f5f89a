-- One day, rolled up. Two keys of the query context are set; one of them needs a permission on this cluster.
SET maxNumTasks = 4;
SET finalizeAggregations = FALSE;
REPLACE INTO rides_daily
OVERWRITE WHERE __time >= TIMESTAMP '2025-05-01 00:00:00'
  AND __time < TIMESTAMP '2025-05-02 00:00:00'
SELECT
  TIME_FLOOR(__time, 'P1D') AS __time,
  start_station,
  COUNT(*) AS rides,
  SUM(duration_seconds) AS seconds,
  APPROX_COUNT_DISTINCT(bike_id) AS bikes
FROM rides
WHERE __time >= TIMESTAMP '2025-05-01 00:00:00' AND __time < TIMESTAMP '2025-05-02 00:00:00'
GROUP BY 1, 2
PARTITIONED BY DAY
CLUSTERED BY start_station;

-- What would the engine do? EXPLAIN needs what the statement itself needs.
EXPLAIN PLAN FOR
REPLACE INTO rides_2024
OVERWRITE ALL
SELECT * FROM rides WHERE __time < TIMESTAMP '2025-01-01 00:00:00'
PARTITIONED BY MONTH;
