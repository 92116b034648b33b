-- Objections to the results of a competition: sealed requests that know what they are about.
ALTER TABLE support_requests ADD COLUMN opportunity_id INTEGER REFERENCES opportunities (id);
CREATE INDEX support_requests_opportunity ON support_requests (opportunity_id) WHERE opportunity_id IS NOT NULL;
