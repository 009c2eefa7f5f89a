-- Checked while it runs: without READ STATE STATE the answer is 403, although planning went well.
SELECT server, server_type, curr_size, max_size
FROM sys.servers
WHERE server_type = 'historical';

-- Never refused; rows about datasources that one may not read are left out.
SELECT datasource, COUNT(*) AS segments, SUM("size") AS bytes
FROM sys.segments
WHERE is_active = 1
GROUP BY 1;

SELECT task_id, datasource, status, duration
FROM sys.tasks
WHERE status = 'FAILED';
