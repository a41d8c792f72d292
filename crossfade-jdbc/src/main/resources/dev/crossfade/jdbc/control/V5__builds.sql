-- Which version of Crossfade a gateway runs; empty from gateways that do not tell.

ALTER TABLE crossfade.route_gateway ADD COLUMN build text NOT NULL DEFAULT '';
