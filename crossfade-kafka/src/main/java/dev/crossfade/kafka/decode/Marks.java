package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.change.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Recognises our own marks of one migration. */
record Marks(String migration) {

  /** PostgreSQL: a logical message {@code <migration> <number> <epoch micros>}. */
  @Nullable Mark message(JsonNode message) {
    String content = message.path("content").asText("");
    String text = new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
    String[] words = text.split(" ");
    if (words.length != 3 || !words[0].equals(migration)) {
      return null;
    }
    return mark(Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  /** MariaDB: the row of the mark table after the write. */
  @Nullable Mark row(JsonNode after) {
    if (!after.path("migration").asText().equals(migration)) {
      return null;
    }
    Object writtenAt = TimeReaders.instant(after.path("written_at"));
    return mark(after.path("number").longValue(), (Long) writtenAt);
  }

  private static Mark mark(long number, long micros) {
    return new Mark(number, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
