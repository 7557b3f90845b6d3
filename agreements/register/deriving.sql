-- What each listing says, from the last row that each list has of it: whatever the order in which lists were imported.
-- A list says that something is on it until the next one of its kind does not have it.
WITH publication AS (
  SELECT id, sequence,
    lead(sequence) OVER later AS next, -- nothing: this is the newest of its kind
    lead(as_of) OVER later AS next_on
  FROM register_publication WINDOW later AS (PARTITION BY list ORDER BY sequence)
), standing AS (
  SELECT l.id, p.id AS publication,
    -- the participating list counts unless the pending one has the agency later: on its newest, or longer
    p.id IS NOT NULL AND (
      q.id IS NULL OR p.next IS NULL OR q.sequence < p.sequence OR (q.next IS NOT NULL AND p.next > q.next)
    ) AS signed,
    p.next_on AS off_participating, q.next_on AS off_pending
  FROM register_listing l
  LEFT JOIN publication p ON p.id = l.last_participating_id
  LEFT JOIN publication q ON q.id = l.last_pending_id
  WHERE coalesce(p.id, q.id) IS NOT NULL
), told AS (
  SELECT s.id, CASE WHEN s.signed THEN 'signed' ELSE 'pending' END AS standing, r.signed_on,
    coalesce(r.moa_url, '') AS moa_url, coalesce(r.addendum_url, '') AS addendum_url,
    coalesce(r.link_pending, false) AS link_pending,
    ((CASE WHEN s.signed THEN s.off_participating ELSE s.off_pending END) + time '12:00') AT TIME ZONE 'UTC' AS gone_at
  FROM standing s
  -- of two rows of one agency and program the first counts
  LEFT JOIN LATERAL (
    SELECT * FROM register_row r WHERE s.signed AND r.listing_id = s.id AND r.publication_id = s.publication
    ORDER BY r.number LIMIT 1
  ) r ON true
  WHERE r.id IS NOT NULL OR NOT s.signed
)
UPDATE register_listing l
SET standing = t.standing, signed_on = t.signed_on, moa_url = t.moa_url, addendum_url = t.addendum_url,
  link_pending = t.link_pending, no_longer_listed_at = t.gone_at
FROM told t
WHERE t.id = l.id AND (l.standing, l.signed_on, l.moa_url, l.addendum_url, l.link_pending, l.no_longer_listed_at)
  IS DISTINCT FROM (t.standing, t.signed_on, t.moa_url, t.addendum_url, t.link_pending, t.gone_at)
