-- One row for each agency and program of which there is a listing of ICE's, an agreement under way, or a signed one.
-- Raw facts only: where the partnership stands at a moment is PartnershipQuerySet.staged (design: Stages).
CREATE VIEW dashboards_partnership AS
SELECT j.id * 3 + p.number AS id, j.id AS jurisdiction_id, p.program,
  l.id AS listing_id, l.standing, l.signed_on, l.first_listed_at, l.id IS NOT NULL AND l.no_longer_listed_at IS NULL AS listed,
  w.id AS under_way_id, w.status, w.drafted_at, w.sent_at,
  s.id AS agreement_id, s.effective_at, s.ends_at, (s.ends_at AT TIME ZONE 'UTC')::date AS ended_on
FROM jurisdictions_jurisdiction j
CROSS JOIN (VALUES ('WSO', 0), ('JEM', 1), ('TFM', 2)) AS p (program, number)
LEFT JOIN register_listing l ON l.jurisdiction_id = j.id AND l.program = p.program
-- at most one is drafted, sent or recorded (one_agreement_under_way)
LEFT JOIN memoranda_agreement w ON w.jurisdiction_id = j.id AND w.program = p.program AND w.status IN ('draft', 'sent', 'recorded')
-- of the signed ones, which never overlap (one_agreement_in_force), the last; one that ended at its first instant takes
-- over from none before it
LEFT JOIN memoranda_agreement s ON s.jurisdiction_id = j.id AND s.program = p.program AND s.status = 'signed'
  AND NOT EXISTS (SELECT FROM memoranda_agreement n WHERE n.jurisdiction_id = s.jurisdiction_id
    AND n.program = s.program AND (n.ends_at IS DISTINCT FROM n.effective_at, n.effective_at)
      > (s.ends_at IS DISTINCT FROM s.effective_at, s.effective_at))
WHERE l.id IS NOT NULL OR w.id IS NOT NULL OR s.id IS NOT NULL;
