-- How many partnerships and officers there are, as rows that add up: from an instant on so many more, or fewer. Whatever
-- happens by time alone (an expiry, an end) is a row at its instant already. dashboards_agencytally keeps them by agency;
-- dashboards_tally keeps their sums by state and field office, where every change only adds rows, so that acts of two
-- agencies never wait for each other. The bodies are bound late: no column that they read is held by them.

CREATE OR REPLACE FUNCTION dashboards_steps(wanted text, places bigint[]) RETURNS TABLE (
  jurisdiction_id bigint, state text, field_office_id bigint, what text, program text, stage text, at timestamptz, number bigint)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE always CONSTANT tstzmultirange := '{(,)}'; never CONSTANT tstzmultirange := '{}';
BEGIN
  RETURN QUERY
  WITH partnership AS (
    SELECT p.jurisdiction_id, p.program::text, r.running, r.running * n.suspended AS suspended,
      CASE WHEN p.ends_at IS NOT NULL THEN r.running ELSE r.running * n.ahead END AS noticed,
      CASE WHEN p.status IN ('draft', 'sent', 'recorded') THEN CASE p.status WHEN 'draft' THEN 'drafted' ELSE p.status END
           WHEN p.listed AND p.standing = 'pending' THEN 'pending_listed'
           WHEN p.listed AND p.standing = 'signed' AND (p.agreement_id IS NULL OR p.signed_on > p.ended_on) THEN 'listed'
           WHEN p.agreement_id IS NOT NULL THEN 'ended' ELSE 'no_longer_listed' END AS otherwise
    FROM dashboards_partnership p
    CROSS JOIN LATERAL (SELECT CASE WHEN p.agreement_id IS NULL THEN never
      ELSE tstzmultirange(tstzrange(NULL, p.ends_at)) END AS running) r
    CROSS JOIN LATERAL (
      SELECT coalesce(range_agg(tstzrange(s.effective_at, s.ended_at)), never) AS suspended,
        coalesce(range_agg(tstzrange(NULL, s.effective_at)) FILTER (WHERE s.ended_at IS NULL
          OR s.ended_at > s.effective_at), never) AS ahead
      FROM memoranda_notice s
      WHERE s.agreement_id = p.agreement_id AND s.kind = 'suspension' AND s.annulled_at IS NULL) n
    WHERE wanted = 'partnership' AND p.jurisdiction_id = ANY (places)),
  officer AS (
    SELECT k.jurisdiction_id, k.credential_until, k.lettered, k.carried, k.suspended,
      CASE WHEN k.letter_from IS NULL OR k.certified_at IS NULL OR upper_inf(k.lettered) THEN never
        WHEN isempty(k.lettered) THEN always ELSE tstzmultirange(tstzrange(upper(k.lettered), NULL)) END AS expired,
      CASE WHEN k.nomination_id IS NULL OR k.status = 'taken_back' OR k.disqualified OR (k.decided_at IS NOT NULL AND NOT k.cleared)
        THEN always
        ELSE CASE WHEN k.out_at IS NULL THEN never ELSE tstzmultirange(tstzrange(k.out_at, NULL)) END
          + CASE WHEN k.withdrawn_at IS NULL THEN never ELSE k.withdrawn END END AS gone,
      CASE WHEN k.certified_at IS NOT NULL THEN 'certified' WHEN k.passed_at IS NOT NULL THEN 'passed'
        WHEN k.enrolled_at IS NOT NULL THEN 'enrolled' WHEN k.cleared THEN 'cleared'
        WHEN k.accepted_at IS NOT NULL THEN 'accepted' ELSE 'nominated' END AS otherwise
    FROM authority_course_kept k WHERE wanted = 'officer' AND k.jurisdiction_id = ANY (places)),
  lasting (jurisdiction_id, what, program, stage, during) AS (
    SELECT p.jurisdiction_id, 'partnership', p.program, s.stage, s.during FROM partnership p
    CROSS JOIN LATERAL (VALUES ('suspended', p.suspended), ('notice_given', p.noticed - p.suspended),
      ('in_force', p.running - p.suspended - p.noticed), (p.otherwise, always - p.running)) s (stage, during)
    UNION ALL
    SELECT o.jurisdiction_id, 'officer', '', s.stage, s.during FROM officer o
    CROSS JOIN LATERAL (VALUES ('out', o.gone), ('credentialed', o.lettered * o.carried - o.gone),
      ('authorized', o.lettered - o.carried - o.gone), (o.otherwise, always - o.lettered - o.gone)) s (stage, during)
    UNION ALL
    SELECT o.jurisdiction_id, 'underway', '', '', always - o.gone - o.expired - o.lettered * o.suspended FROM officer o
    WHERE o.credential_until IS NULL
    UNION ALL
    SELECT s.jurisdiction_id, 'serving', '', '', tstzmultirange(s.during) FROM authority_span s
    WHERE wanted = 'serving' AND s.kind = 'service' AND s.jurisdiction_id = ANY (places)),
  step AS (
    SELECT l.jurisdiction_id, l.what, l.program, l.stage, coalesce(lower(r), '-infinity') AS at, 1 AS number
    FROM lasting l CROSS JOIN LATERAL unnest(l.during) r
    UNION ALL
    SELECT l.jurisdiction_id, l.what, l.program, l.stage, upper(r), -1
    FROM lasting l CROSS JOIN LATERAL unnest(l.during) r WHERE upper(r) IS NOT NULL
    UNION ALL
    SELECT o.jurisdiction_id, 'expiring', '', '', o.credential_until, 1 FROM officer o WHERE o.credential_until IS NOT NULL)
  SELECT j.id, j.state::text, j.field_office_id, t.what, t.program, t.stage::text, t.at, sum(t.number)
  FROM step t JOIN jurisdictions_jurisdiction j ON j.id = t.jurisdiction_id
  GROUP BY j.id, t.what, t.program, t.stage, t.at HAVING sum(t.number) <> 0;
END $$;

-- Makes the rows of some agencies equal to what follows from their facts, and adds the difference to the sums. The rows
-- of the agencies are locked in the order of their numbers: the statements after the lock see what the last writer committed
CREATE OR REPLACE FUNCTION dashboards_refresh(kind text, changed bigint[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE
  places bigint[] := ARRAY(SELECT DISTINCT x FROM unnest(changed) x WHERE x IS NOT NULL);
  kinds text[] := CASE kind WHEN 'officer' THEN ARRAY['officer', 'underway', 'expiring'] ELSE ARRAY[kind] END;
BEGIN
  IF places = '{}' THEN RETURN; END IF;
  PERFORM FROM jurisdictions_jurisdiction j WHERE j.id = ANY (places) ORDER BY j.id FOR NO KEY UPDATE;
  WITH rule AS MATERIALIZED (SELECT * FROM dashboards_steps(kind, places)),
    kept AS MATERIALIZED (
      SELECT id, jurisdiction_id, state::text, field_office_id, what::text, program::text, stage::text, at, number::bigint
      FROM dashboards_agencytally t WHERE t.jurisdiction_id = ANY (places) AND t.what = ANY (kinds)),
    stale AS (SELECT k.* FROM kept k WHERE NOT EXISTS (SELECT FROM rule r WHERE (r.jurisdiction_id, r.what, r.program,
        r.stage, r.at, r.number, r.state) = (k.jurisdiction_id, k.what, k.program, k.stage, k.at, k.number, k.state)
      AND r.field_office_id IS NOT DISTINCT FROM k.field_office_id)),
    missing AS (TABLE rule EXCEPT ALL
      SELECT jurisdiction_id, state, field_office_id, what, program, stage, at, number FROM kept),
    gone AS (DELETE FROM dashboards_agencytally t USING stale s WHERE t.id = s.id),
    made AS (INSERT INTO dashboards_agencytally (jurisdiction_id, state, field_office_id, what, program, stage, at, number)
      TABLE missing)
  INSERT INTO dashboards_tally (state, field_office_id, what, program, stage, at, number)
  SELECT d.state, d.field_office_id, d.what, d.program, d.stage, d.at, sum(d.number) FROM (
    SELECT state, field_office_id, what, program, stage, at, number FROM missing
    UNION ALL SELECT state, field_office_id, what, program, stage, at, -number FROM stale) d
  GROUP BY d.state, d.field_office_id, d.what, d.program, d.stage, d.at HAVING sum(d.number) <> 0;
END $$;

-- The same for all kinds: of agencies whose place has changed, and to make everything anew
CREATE OR REPLACE FUNCTION dashboards_refresh_all(places bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM dashboards_refresh('partnership', places);
  PERFORM dashboards_refresh('officer', places);
  PERFORM dashboards_refresh('serving', places);
END $$;
