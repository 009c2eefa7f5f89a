-- Yesterday's rides, from the operator's web server.
INSERT INTO rides
SELECT
  TIME_PARSE(started_at) AS __time,
  bike_id,
  start_station,
  end_station,
  duration_seconds
FROM TABLE(
  EXTERN(
    '{"type": "http", "uris": ["https://rides.example.com/2025-05-01.json.gz"]}',
    '{"type": "json"}'
  )
) EXTEND (
  started_at VARCHAR,
  bike_id VARCHAR,
  start_station VARCHAR,
  end_station VARCHAR,
  duration_seconds BIGINT
)
PARTITIONED BY DAY
CLUSTERED BY start_station;

-- The list of stations is small and comes whole.
REPLACE INTO stations
OVERWRITE ALL
SELECT
  TIMESTAMP '2000-01-01 00:00:00' AS __time,
  station_id,
  city,
  capacity
FROM TABLE(
  EXTERN(
    '{"type": "s3", "uris": ["s3://bike-share-example/stations/latest.csv"]}',
    '{"type": "csv", "findColumnsFromHeader": true}',
    '[
      {"name": "station_id", "type": "string"},
      {"name": "city", "type": "string"},
      {"name": "capacity", "type": "long"}
    ]'
  )
)
PARTITIONED BY ALL;
