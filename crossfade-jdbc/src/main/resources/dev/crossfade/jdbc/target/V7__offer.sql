-- By which mappings others may work under the owner's epoch, null for nobody; and the how manieth offer that is.
ALTER TABLE crossfade.release ADD COLUMN offer text;
ALTER TABLE crossfade.release ADD COLUMN offered bigint NOT NULL DEFAULT 0;
