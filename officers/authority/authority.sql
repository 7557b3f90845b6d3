-- May this officer serve? Per officer and requirement the instants at which it is met; authority is their intersection.
-- One column a requirement. Annulled facts never count. A NULL start has not happened, a NULL end is open.
-- Joins repeat the officer where a key would do: each table is then read by its index on the officer, in any order, also
-- by a plan that was made while the tables were empty.
-- Each view names its columns, so that a new column of a table never changes what is kept (docs/decisions/0010).

CREATE FUNCTION authority_during(starts timestamptz, ends timestamptz) RETURNS tstzmultirange
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN starts IS NULL OR starts >= ends THEN '{}'::tstzmultirange
              ELSE tstzmultirange(tstzrange(starts, ends)) END
$$;

-- term: from the second signature until a termination takes effect (VIII). An agreement that ended at its first instant
-- has none and counts for nothing. suspended: by notice, within the term (VIII). tenure: until the agency's next agreement
-- takes over, so that an old certificate never lends itself to a new one (IV.D)
CREATE VIEW authority_agreement AS
SELECT a.id AS agreement_id, a.jurisdiction_id, a.effective_at, a.ends_at,
  authority_during(a.effective_at, a.ends_at) AS term,
  authority_during(a.effective_at, a.ends_at) * coalesce((
    SELECT range_agg(authority_during(n.effective_at, n.ended_at)) FROM memoranda_notice n
    WHERE n.agreement_id = a.id AND n.kind = 'suspension' AND n.annulled_at IS NULL), '{}') AS suspended,
  authority_during(a.effective_at, (
    SELECT min(b.effective_at) FROM memoranda_agreement b
    WHERE b.jurisdiction_id = a.jurisdiction_id AND b.program = a.program AND b.effective_at > a.effective_at
      AND (b.ends_at IS NULL OR b.ends_at > b.effective_at))) AS tenure
FROM memoranda_agreement a
WHERE a.program = 'WSO' AND a.effective_at IS NOT NULL AND (a.ends_at IS NULL OR a.ends_at > a.effective_at);

-- An accepted nomination. during: from its acceptance until a later nomination of the same officer under the same agreement
-- is accepted, within the agreement's tenure. Who left and comes back, or is nominated again after a refusal, passes every
-- step anew: all that rests on a nomination counts within its own time
CREATE VIEW authority_nomination AS
SELECT n.id AS nomination_id, n.officer_id, authority_during(n.accepted_at, n.replaced_at) * g.tenure AS during
FROM nominations_nomination n JOIN authority_agreement g USING (agreement_id)
WHERE n.status = 'accepted';

-- An officer's live letters. during: in force, within the letter's own agreement and nomination and until it is withdrawn
-- (IV.D); empty for a letter that is withdrawn before it starts, and for one signed before any certification that still
-- counts (the director signs upon receipt of the certification): such a letter gives nothing, nor do its form and receipt
CREATE VIEW authority_naming AS
SELECT z.id, z.officer_id, z.agreement_id, n.id AS nomination_id, z.starts_at, z.form_at, z.receipt_at,
  z.withdrawal_id, z.withdrawn_at, authority_during(n.accepted_at, n.replaced_at) AS own, l.signed_at, ARRAY(SELECT DISTINCT p::text FROM unnest(l.powers) p ORDER BY 1) AS powers,
  CASE WHEN least(z.ends_at, z.withdrawn_at, a.ends_at, n.replaced_at)
         <= greatest(z.starts_at, a.effective_at, n.accepted_at) THEN 'empty'
       WHEN NOT EXISTS (SELECT FROM credentials_certification c WHERE c.officer_id = z.officer_id
         AND c.nomination_id = n.id AND c.annulled_at IS NULL AND c.certified_on <= l.signed_on) THEN 'empty'
       ELSE tstzrange(greatest(z.starts_at, a.effective_at, n.accepted_at),
         least(z.ends_at, z.withdrawn_at, a.ends_at, n.replaced_at))
  END AS during
FROM credentials_authorization z
JOIN credentials_letter l ON l.id = z.letter_id AND l.annulled_at IS NULL
JOIN memoranda_agreement a ON a.id = z.agreement_id AND a.program = 'WSO' AND a.effective_at IS NOT NULL
JOIN credentials_certification t ON t.id = z.certification_id AND t.officer_id = z.officer_id
JOIN nominations_nomination n ON n.id = t.nomination_id AND n.officer_id = z.officer_id
WHERE z.annulled_at IS NULL;

-- The same with the time in which its nomination's papers count
CREATE VIEW authority_letter AS
SELECT z.id, z.officer_id, z.nomination_id, z.starts_at, z.form_at, z.receipt_at, z.withdrawal_id, z.withdrawn_at,
  z.signed_at, z.powers, z.during, g.tenure * z.own AS tenure
FROM authority_naming z JOIN authority_agreement g USING (agreement_id);

-- The letters that are ever in force, each until the next one under the same nomination starts: so long its form and its
-- receipt are the ones that count
CREATE VIEW authority_letter_in_turn AS
SELECT z.officer_id, z.starts_at, z.form_at, z.receipt_at, z.tenure,
  lead(z.starts_at) OVER (PARTITION BY z.officer_id, z.nomination_id ORDER BY z.starts_at) AS next_at
FROM authority_letter z WHERE NOT isempty(z.during);

-- When each officer meets each requirement, and the letters in force: one row an officer
CREATE VIEW authority_met AS
SELECT o.id AS officer_id, o.jurisdiction_id,
  -- II, III, VIII: the agency's agreement is signed by both sides and has not ended
  coalesce((SELECT range_agg(g.term) FROM authority_agreement g
    WHERE g.jurisdiction_id = o.jurisdiction_id), '{}') AS agreement,
  -- VIII: the agreement is not suspended by notice
  '{(,)}'::tstzmultirange - coalesce((
    SELECT range_agg(g.suspended) FROM authority_agreement g WHERE g.jurisdiction_id = o.jurisdiction_id), '{}')
    AS agreement_not_suspended,
  -- IV.B: nominated under this agreement, accepted by the field office
  coalesce((SELECT range_agg(n.during) FROM authority_nomination n WHERE n.officer_id = o.id), '{}') AS nomination,
  -- IV.B: ICE's background check, or ICE's decision that none is required
  coalesce((SELECT range_agg(authority_during(c.decided_at, NULL) * n.during)
    FROM authority_nomination n JOIN background_backgroundcheck c USING (nomination_id)
    WHERE n.officer_id = o.id AND c.status IN ('favorable', 'not_required')), '{}') AS background,
  -- IV.C: passed the final examination, at the first attempt or at the one retake
  coalesce((SELECT range_agg(authority_during(e.passed_at, NULL) * n.during)
    FROM authority_nomination n JOIN training_examination e USING (nomination_id)
    WHERE n.officer_id = o.id), '{}') AS examination,
  -- IV.D: certified in writing by ICE, under this agreement
  coalesce((SELECT range_agg(authority_during(c.certified_at, NULL) * n.during)
    FROM credentials_certification c JOIN authority_nomination n USING (nomination_id, officer_id)
    WHERE officer_id = o.id AND c.annulled_at IS NULL), '{}') AS certification,
  -- IV.D: not withdrawn by written notice; a letter that the director signs after the notice ends its effect
  '{(,)}'::tstzmultirange - coalesce((
    SELECT range_agg(authority_during(w.effective_at, (
        SELECT min(n.starts_at) FROM authority_letter n WHERE n.officer_id = z.officer_id
          AND n.nomination_id = z.nomination_id AND NOT isempty(n.during) AND n.signed_at > w.notified_at)) * z.tenure)
    FROM authority_letter z JOIN credentials_withdrawal w ON w.id = z.withdrawal_id AND w.annulled_at IS NULL
    WHERE z.officer_id = o.id AND z.withdrawn_at IS NOT NULL), '{}') AS not_withdrawn,
  -- IV.D, VIII: named in a signed authorization letter that is in force
  coalesce((SELECT range_agg(z.during) FROM authority_letter z WHERE z.officer_id = o.id), '{}') AS letter,
  -- IV.D: Form 70-006 executed for that letter, counting from the letter's own start
  coalesce((SELECT range_agg(authority_during(greatest(z.form_at, z.starts_at), z.next_at) * z.tenure)
    FROM authority_letter_in_turn z WHERE z.officer_id = o.id AND z.form_at IS NOT NULL), '{}') AS form_70_006,
  -- IV.D: the officer has received both, counting from the letter's own start
  coalesce((SELECT range_agg(authority_during(greatest(z.receipt_at, z.starts_at), z.next_at) * z.tenure)
    FROM authority_letter_in_turn z WHERE z.officer_id = o.id AND z.receipt_at IS NOT NULL), '{}') AS receipt,
  -- IV.F, 8 USC 1357(g)(5): a supervising official; one named before the officer left is not the official of who returns
  coalesce((SELECT range_agg(authority_during(s.starts_at, least(s.ends_at, (
      SELECT min(d.ended_at) FROM nominations_departure d
      WHERE d.officer_id = s.officer_id AND d.annulled_at IS NULL AND d.ended_at > s.starts_at))))
    FROM credentials_supervision s WHERE s.officer_id = o.id AND s.annulled_at IS NULL), '{}') AS supervisor,
  -- R1: App. B 3.B; else policy under IV.D: not suspended by ICE
  '{(,)}'::tstzmultirange - coalesce((
    SELECT range_agg(authority_during(s.starts_at, s.ends_at))
    FROM credentials_suspension s WHERE s.officer_id = o.id AND s.annulled_at IS NULL), '{}') AS not_suspended,
  -- Agency policy: not stood down by the officer's own agency
  '{(,)}'::tstzmultirange - coalesce((
    SELECT range_agg(authority_during(s.starts_at, s.ends_at))
    FROM credentials_standdown s WHERE s.officer_id = o.id AND s.annulled_at IS NULL), '{}') AS not_stood_down,
  -- IV.D: still with the agency and in the program, or back by a later nomination that was accepted
  '{(,)}'::tstzmultirange - coalesce((
    SELECT range_agg(authority_during(d.departs_at, d.ended_at))
    FROM nominations_departure d WHERE d.officer_id = o.id AND d.annulled_at IS NULL), '{}') AS not_departed,
  -- IV.D: carries ICE's credential of this agreement, neither expired nor out of hand (service, not authority)
  coalesce((SELECT range_agg(authority_during(c.issued_at, least(c.expires_at, c.closed_at)) * g.term
      * authority_during(n.accepted_at, n.replaced_at))
    FROM credentials_credential c JOIN authority_agreement g USING (agreement_id)
    JOIN credentials_authorization z ON z.id = c.authorization_id AND z.officer_id = c.officer_id
    JOIN credentials_certification t ON t.id = z.certification_id AND t.officer_id = c.officer_id
    JOIN nominations_nomination n ON n.id = t.nomination_id AND n.officer_id = c.officer_id
    WHERE c.officer_id = o.id AND c.annulled_at IS NULL), '{}') AS credential,
  -- 8 USC 1357(g)(5), App. A: the times of the letters, and for each time the powers that they name
  coalesce(p.letters, '{}') AS letters, coalesce(p.powers, '{}') AS powers
FROM nominations_officer o
LEFT JOIN LATERAL (
  SELECT array_agg(t.during ORDER BY t.during, t.powers) AS letters,
    array_agg(t.powers ORDER BY t.during, t.powers) AS powers
  FROM (SELECT unnest(range_agg(z.during)) AS during, array_to_string(z.powers, ',') AS powers
    FROM authority_letter z WHERE z.officer_id = o.id GROUP BY z.powers) t) p ON true;

-- The intersection of the requirements, from the kept rows: authority, and service with a credential in hand (IV.D)
CREATE VIEW authority_answer AS
SELECT k.officer_id, k.jurisdiction_id, x.kind, unnest(x.met * l.during::tstzmultirange) AS during,
  string_to_array(l.powers, ',') AS powers
FROM (SELECT officer_id, jurisdiction_id, letters, powers, credential,
    agreement * agreement_not_suspended * nomination * background * examination * certification
      * not_withdrawn * letter * form_70_006 * receipt * supervisor * not_suspended
      * not_stood_down * not_departed AS authority
  FROM authority_met_kept) k
CROSS JOIN LATERAL unnest(k.letters, k.powers) AS l (during, powers)
CROSS JOIN LATERAL (VALUES ('authority', k.authority), ('service', k.authority * k.credential)) x (kind, met);

-- How far an officer has come under the agency's latest agreement that nominated them: the instants of each step.
-- letter_* and credential_* are envelopes: the first start and the last end (NULL: open). The multiranges are the instants
-- at which a letter is in force, a withdrawal counts, a credential is held, Form 70-006 and the receipt count, a
-- supervising official is named, ICE suspends the officer and a notice suspends the agreement. class_held_at is when the
-- last day of the class begins by the field office's own clock; nothing for a seat to be freed, whose nominee leaves
-- before the class. A departure counts until it ends, and not against the nomination that brings the officer back.
-- Whose turn it is follows from these columns alone (places.py)
CREATE VIEW authority_course AS
SELECT o.id AS officer_id, o.jurisdiction_id, n.id AS nomination_id, n.status, n.since, n.accepted_at,
  c.decided_at, coalesce(c.status IN ('favorable', 'not_required'), false) AS cleared,
  s.enrolled_at, e.passed_at, coalesce(NOT e.passed AND e.retake_score IS NOT NULL, false) AS disqualified,
  (SELECT min(t.certified_at) FROM credentials_certification t
     WHERE t.nomination_id = n.id AND t.annulled_at IS NULL) AS certified_at,
  z.starts AS letter_from, CASE WHEN z.open THEN NULL ELSE z.ends END AS letter_until, z.withdrawn_at,
  k.starts AS credential_from, k.ends AS credential_until,
  least(l.departed_at, a.ends_at) AS out_at,
  coalesce(z.lettered, '{}') AS lettered, '{(,)}'::tstzmultirange - r.not_withdrawn AS withdrawn,
  r.credential AS carried, s.class_held_at, coalesce(s.attended, false) AS attended, e.sat_at, e.reviewed_on, e.retake_at,
  l.departed_at,
  r.form_70_006 AS formed, r.receipt AS received, r.supervisor AS supervised,
  '{(,)}'::tstzmultirange - r.not_suspended AS suspended,
  '{(,)}'::tstzmultirange - r.agreement_not_suspended AS agreement_suspended
FROM nominations_officer o
JOIN authority_met_kept r ON r.officer_id = o.id
LEFT JOIN LATERAL (SELECT m.id, m.agreement_id, m.status, m.since, m.accepted_at, m.returns_from_id
  FROM nominations_nomination m JOIN authority_agreement b USING (agreement_id)
  WHERE m.officer_id = o.id ORDER BY (m.status = 'taken_back'), b.effective_at DESC, m.id DESC LIMIT 1) n ON true
LEFT JOIN LATERAL (SELECT min(d.departs_at) AS departed_at FROM nominations_departure d
  WHERE d.officer_id = o.id AND d.annulled_at IS NULL AND d.ended_at IS NULL
  AND d.id IS DISTINCT FROM n.returns_from_id) l ON true
LEFT JOIN memoranda_agreement a ON a.id = n.agreement_id
LEFT JOIN background_backgroundcheck c ON c.nomination_id = n.id AND c.decided_at IS NOT NULL
LEFT JOIN training_examination e ON e.nomination_id = n.id
LEFT JOIN LATERAL (SELECT x.enrolled_at, x.attended,
    CASE WHEN x.attended OR NOT EXISTS (SELECT FROM nominations_departure d WHERE d.officer_id = o.id
      AND d.annulled_at IS NULL AND d.last_day_on < t.starts_on
      AND (d.ended_at IS NULL OR d.ended_at > x.enrolled_at)) THEN t.ends_on::timestamp AT TIME ZONE f.zone
    END AS class_held_at
  FROM training_enrollment x JOIN training_trainingclass t ON t.id = x.training_class_id
  JOIN jurisdictions_fieldoffice f ON f.id = t.field_office_id
  WHERE x.nomination_id = n.id AND x.released_at IS NULL AND x.attended IS DISTINCT FROM false) s ON true
LEFT JOIN LATERAL (SELECT min(y.starts_at) AS starts, max(upper(y.during)) AS ends,
    bool_or(NOT isempty(y.during) AND upper_inf(y.during)) AS open, min(w.effective_at) AS withdrawn_at,
    range_agg(y.during) AS lettered
  FROM authority_letter y
  LEFT JOIN credentials_withdrawal w ON w.id = y.withdrawal_id AND y.withdrawn_at IS NOT NULL
  WHERE y.officer_id = o.id AND y.nomination_id = n.id) z ON true
LEFT JOIN LATERAL (SELECT min(q.issued_at) AS starts, max(least(q.expires_at, q.closed_at)) AS ends
  FROM credentials_credential q
  JOIN credentials_authorization z ON z.id = q.authorization_id AND z.officer_id = q.officer_id
  JOIN credentials_certification t ON t.id = z.certification_id AND t.officer_id = q.officer_id
  WHERE q.officer_id = o.id AND t.nomination_id = n.id AND q.annulled_at IS NULL) k ON true;

-- Makes what is kept for some jurisdictions equal to the views: the requirements, the answers of the officers for whom
-- they changed, and the courses. It writes only the rows that differ
CREATE FUNCTION authority_keep(places bigint[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE changed bigint[];
BEGIN
  WITH rule AS MATERIALIZED (
      SELECT officer_id, jurisdiction_id, agreement, agreement_not_suspended, nomination, background, examination,
      certification, not_withdrawn, letter, form_70_006, receipt, supervisor, not_suspended, not_stood_down, not_departed,
      credential, letters, powers
      FROM authority_met WHERE jurisdiction_id = ANY (places)),
    other AS (TABLE rule EXCEPT SELECT officer_id, jurisdiction_id, agreement, agreement_not_suspended, nomination, background, examination,
      certification, not_withdrawn, letter, form_70_006, receipt, supervisor, not_suspended, not_stood_down, not_departed,
      credential, letters, powers
      FROM authority_met_kept WHERE jurisdiction_id = ANY (places)),
    gone AS (DELETE FROM authority_met_kept k WHERE k.jurisdiction_id = ANY (places)
      AND NOT EXISTS (SELECT FROM rule r WHERE r.officer_id = k.officer_id) RETURNING k.officer_id),
    kept AS (INSERT INTO authority_met_kept (
      officer_id, jurisdiction_id, agreement, agreement_not_suspended, nomination, background, examination,
      certification, not_withdrawn, letter, form_70_006, receipt, supervisor, not_suspended, not_stood_down, not_departed,
      credential, letters, powers)
      TABLE other
    ON CONFLICT (officer_id) DO UPDATE SET (
      jurisdiction_id, agreement, agreement_not_suspended, nomination, background, examination, certification,
      not_withdrawn, letter, form_70_006, receipt, supervisor, not_suspended, not_stood_down, not_departed, credential,
      letters, powers
    ) = ROW (
      excluded.jurisdiction_id, excluded.agreement, excluded.agreement_not_suspended, excluded.nomination,
      excluded.background, excluded.examination, excluded.certification, excluded.not_withdrawn, excluded.letter,
      excluded.form_70_006, excluded.receipt, excluded.supervisor, excluded.not_suspended,
      excluded.not_stood_down, excluded.not_departed,
      excluded.credential, excluded.letters, excluded.powers)
    RETURNING officer_id)
  SELECT array_agg(officer_id) INTO changed FROM (TABLE gone UNION ALL TABLE kept) either;

  DELETE FROM authority_span WHERE officer_id = ANY (changed);
  INSERT INTO authority_span (officer_id, jurisdiction_id, kind, during, powers)
    SELECT officer_id, jurisdiction_id, kind, during, powers FROM authority_answer WHERE officer_id = ANY (changed);

  WITH rule AS MATERIALIZED (
      SELECT officer_id, jurisdiction_id, nomination_id, status, since, accepted_at, decided_at, cleared, enrolled_at,
      passed_at, disqualified, certified_at, letter_from, letter_until, withdrawn_at, credential_from,
      credential_until, out_at, lettered, withdrawn, carried, class_held_at, attended, sat_at, reviewed_on, retake_at,
      departed_at, formed, received, supervised, suspended, agreement_suspended
      FROM authority_course WHERE jurisdiction_id = ANY (places)),
    other AS (TABLE rule EXCEPT SELECT officer_id, jurisdiction_id, nomination_id, status, since, accepted_at, decided_at, cleared, enrolled_at,
      passed_at, disqualified, certified_at, letter_from, letter_until, withdrawn_at, credential_from,
      credential_until, out_at, lettered, withdrawn, carried, class_held_at, attended, sat_at, reviewed_on, retake_at,
      departed_at, formed, received, supervised, suspended, agreement_suspended
      FROM authority_course_kept WHERE jurisdiction_id = ANY (places)),
    gone AS (DELETE FROM authority_course_kept k WHERE k.jurisdiction_id = ANY (places)
      AND NOT EXISTS (SELECT FROM rule r WHERE r.officer_id = k.officer_id) RETURNING k.officer_id)
  INSERT INTO authority_course_kept (
      officer_id, jurisdiction_id, nomination_id, status, since, accepted_at, decided_at, cleared, enrolled_at,
      passed_at, disqualified, certified_at, letter_from, letter_until, withdrawn_at, credential_from,
      credential_until, out_at, lettered, withdrawn, carried, class_held_at, attended, sat_at, reviewed_on, retake_at,
      departed_at, formed, received, supervised, suspended, agreement_suspended)
    TABLE other
  ON CONFLICT (officer_id) DO UPDATE SET (
      jurisdiction_id, nomination_id, status, since, accepted_at, decided_at, cleared, enrolled_at, passed_at,
      disqualified, certified_at, letter_from, letter_until, withdrawn_at, credential_from, credential_until, out_at,
      lettered, withdrawn, carried, class_held_at, attended, sat_at, reviewed_on, retake_at, departed_at, formed,
      received, supervised, suspended, agreement_suspended
    ) = ROW (
      excluded.jurisdiction_id, excluded.nomination_id, excluded.status, excluded.since, excluded.accepted_at,
      excluded.decided_at, excluded.cleared, excluded.enrolled_at, excluded.passed_at, excluded.disqualified,
      excluded.certified_at, excluded.letter_from, excluded.letter_until, excluded.withdrawn_at,
      excluded.credential_from, excluded.credential_until, excluded.out_at, excluded.lettered, excluded.withdrawn,
      excluded.carried, excluded.class_held_at, excluded.attended, excluded.sat_at, excluded.reviewed_on,
      excluded.retake_at, excluded.departed_at, excluded.formed, excluded.received, excluded.supervised,
      excluded.suspended, excluded.agreement_suspended);
END $$;

-- The same, called by the statement triggers in the transaction of the fact. One writer a jurisdiction at a time, always
-- in the same order; the statements after the lock see what the last writer committed.
CREATE FUNCTION authority_refresh(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE places bigint[] := ARRAY(SELECT DISTINCT x FROM unnest(changed) x WHERE x IS NOT NULL ORDER BY x);
BEGIN
  FOR i IN 1 .. cardinality(places) LOOP
    PERFORM pg_advisory_xact_lock(287, places[i]::int);
  END LOOP;
  PERFORM authority_keep(places);
END $$;
