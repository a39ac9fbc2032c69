WITH flights AS (
    SELECT DISTINCT "date", delay, distance, origin, destination
    FROM raw
    WHERE delay BETWEEN -60 AND 720
), labelled AS (
    SELECT "date", month("date") AS month, hour("date") AS hour, isodow("date") AS weekday,
           delay, distance, origin, destination, (delay > 15)::INTEGER AS late
    FROM flights
), averages AS (
    SELECT month + 1 AS month, avg(late) AS rate FROM labelled GROUP BY ALL
), origins AS (
    SELECT l.month + 1 AS month, l.origin, (sum(l.late) + 20 * any_value(a.rate)) / (count(*) + 20) AS rate
    FROM labelled l JOIN averages a ON a.month = l.month + 1
    GROUP BY ALL
), destinations AS (
    SELECT l.month + 1 AS month, l.destination, (sum(l.late) + 20 * any_value(a.rate)) / (count(*) + 20) AS rate
    FROM labelled l JOIN averages a ON a.month = l.month + 1
    GROUP BY ALL
), hours AS (
    SELECT month + 1 AS month, hour, avg(late) AS rate FROM labelled GROUP BY ALL
)
SELECT l."date", l.month, l.hour, l.weekday, l.distance, l.origin, l.destination, l.delay, l.late,
       coalesce(o.rate, a.rate) AS origin_rate,
       coalesce(d.rate, a.rate) AS destination_rate,
       coalesce(h.rate, a.rate) AS hour_rate
FROM labelled l
    LEFT JOIN averages a ON a.month = l.month
    LEFT JOIN origins o ON o.month = l.month AND o.origin = l.origin
    LEFT JOIN destinations d ON d.month = l.month AND d.destination = l.destination
    LEFT JOIN hours h ON h.month = l.month AND h.hour = l.hour
ORDER BY ALL
