-- The name of a CTE is no datasource: nothing called "busy" is read, rides and stations are.
WITH busy AS (
  SELECT start_station, COUNT(*) AS rides
  FROM rides
  WHERE __time >= CURRENT_TIMESTAMP - INTERVAL '7' DAY
  GROUP BY start_station
  HAVING COUNT(*) > 100
)
SELECT stations.city, SUM(busy.rides) AS rides
FROM busy
JOIN stations ON stations.station_id = busy.start_station
GROUP BY stations.city
ORDER BY 2 DESC
LIMIT 20;

-- Rides on rainy days: a subquery reads weather.
SELECT TIME_FLOOR(__time, 'P1D') AS "day", COUNT(*) AS rides
FROM rides
WHERE TIME_FLOOR(__time, 'P1D') IN (SELECT TIME_FLOOR(__time, 'P1D') FROM weather WHERE rain_mm > 5)
GROUP BY 1;

-- A lookup needs no permission, neither as a function nor as a table.
SELECT LOOKUP(start_station, 'station_names') AS station, COUNT(*) AS rides
FROM rides
GROUP BY 1;

-- Two years as one table.
SELECT FLOOR(__time TO MONTH) AS "month", COUNT(*) AS rides
FROM TABLE(APPEND('rides_2024', 'rides_2025'))
GROUP BY 1;

-- A view needs READ on itself alone, whatever it reads.
SELECT city, COUNT(*) AS rides
FROM view.public_rides
GROUP BY city;

-- Everybody may ask this, and sees what they may read.
SELECT TABLE_NAME
FROM INFORMATION_SCHEMA.TABLES
WHERE TABLE_SCHEMA = 'druid';
