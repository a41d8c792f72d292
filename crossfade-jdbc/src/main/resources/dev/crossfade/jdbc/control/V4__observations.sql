-- What a gateway has seen of the reads of routes with a share.

ALTER TABLE crossfade.route_gateway ADD COLUMN reads text NOT NULL DEFAULT '{"seen":[]}';
