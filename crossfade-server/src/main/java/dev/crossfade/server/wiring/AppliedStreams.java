package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.verify.StreamAccess;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaChangeCapture;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.source.ChangeStream;
import java.util.List;
import java.util.Map;

/**
 * The topics in which this or another process captures, opened once more. Nothing of the capture
 * itself is touched.
 */
final class AppliedStreams implements StreamAccess {
  private final Connected connected;
  private final KafkaAccess access;

  AppliedStreams(Connected connected, KafkaAccess access) {
    this.connected = connected;
    this.access = access;
  }

  @Override
  public ChangeStream open(String source) {
    List<TableSchema> tables =
        connected.compiled().mappings().stream()
            .filter(mapping -> mapping.source().equals(source))
            .map(CompiledMapping::sourceTable)
            .distinct()
            .toList();
    return KafkaChangeCapture.openStream(
        access,
        Captures.request(connected, source, Map.of(), tables),
        Captures.rolledBack(connected, source));
  }
}
