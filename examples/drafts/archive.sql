-- Denied to Alice four times: the key that SET assigns, the target, a table that is not hers, and one in the wrong case.
SET priority = 100;
INSERT INTO old_rides
SELECT rides.__time, rides.bike_id, payments.amount, "Weather".rain_mm
FROM rides
JOIN payments ON payments.ride_id = rides.ride_id
JOIN "Weather" ON "Weather".city = rides.city
PARTITIONED BY MONTH;

-- Refused by Druid before it looks at permissions: what an INSERT is partitioned by has to be said.
INSERT INTO rides_2025
SELECT * FROM rides WHERE __time >= TIMESTAMP '2025-01-01 00:00:00';

-- A template: which datasource this reads is known when it is filled in. The join is judged as usual.
SELECT stations.city, COUNT(*) AS rides
FROM {{ params.source }} AS source
JOIN stations ON stations.station_id = source.start_station
GROUP BY 1;

-- druid-sql-ignore permission-denied: granted to the nightly job only
SELECT SUM(amount) AS amount FROM payments;

-- Half typed.
SELECT start_station, COUNT(* AS rides
FROM rides
GROUP BY
