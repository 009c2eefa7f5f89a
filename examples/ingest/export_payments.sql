-- The month for the accountants. The permission is WRITE on the storage, and READ on what is written there.
INSERT INTO EXTERN(s3(bucket => 'bike-share-reports', prefix => 'payments/2025-04')) AS CSV
SELECT customer_id, SUM(amount) AS total
FROM payments
WHERE __time >= TIMESTAMP '2025-04-01' AND __time < TIMESTAMP '2025-05-01'
GROUP BY customer_id;
