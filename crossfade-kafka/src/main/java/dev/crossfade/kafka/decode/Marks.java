package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Recognises what one migration says of itself in a log: marks, and tags of its way back. */
record Marks(String migration) {

  /** Behind the migration's name, where no name of a migration goes on. */
  private static final String BACK = " back";

  /** What concerns somebody else, or nobody. */
  static final Sign NOTHING = new Sign(null, Origin.OTHERS);

  private static final Sign TAG = new Sign(null, Origin.WAY_BACK);

  /** What a record says of its transaction. */
  record Sign(@Nullable Mark mark, Origin origin) {}

  /** PostgreSQL: a logical message {@code <migration> <number> <epoch micros>}, or the tag. */
  Sign message(JsonNode message) {
    String content = message.path("content").asText("");
    String text = new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
    if (text.equals(migration + BACK)) {
      return TAG;
    }
    String[] words = text.split(" ");
    if (words.length != 3 || !words[0].equals(migration)) {
      return NOTHING;
    }
    return mark(Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  /** MariaDB: a row of the mark table after the write. */
  Sign row(JsonNode after) {
    String name = after.path("migration").asText();
    if (name.equals(migration + BACK)) {
      return TAG;
    }
    if (!name.equals(migration)) {
      return NOTHING;
    }
    Object writtenAt = TimeReaders.instant(after.path("written_at"));
    return mark(after.path("number").longValue(), (Long) writtenAt);
  }

  private static Sign mark(long number, long micros) {
    Mark mark = new Mark(number, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    return new Sign(mark, Origin.OTHERS);
  }
}
