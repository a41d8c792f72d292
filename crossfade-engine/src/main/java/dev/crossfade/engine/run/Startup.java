package dev.crossfade.engine.run;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.capture.IdentityGuard;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prepares target, logs and capture. Idempotent; everything a restart finds done stays. */
final class Startup {

  private final RunInputs inputs;

  Startup(RunInputs inputs) {
    this.inputs = inputs;
  }

  /** Creates what the target needs and numbers the mappings. */
  Mappings target() {
    inputs.target().prepare(inputs.shapes());
    LeftBehind.check(inputs.shapes(), inputs.sources().keySet(), inputs.target().progress());
    return Mappings.load(inputs.compiled(), inputs.target());
  }

  /** Makes the logs of some sources readable, or finds them the same as before. */
  Map<String, LogIdentity> open(Mappings mappings, List<String> sources) {
    Map<String, LogIdentity> logs = new TreeMap<>();
    for (String source : sources) {
      new MadeAnew(mappings, inputs.target()).hold(source, database(source));
      logs.put(source, guard(mappings, source).prepare(captureOf(source)));
    }
    return logs;
  }

  /** Starts capture of these logs; returns what was asked for, by source. */
  Map<String, CaptureRequest> capture(Mappings mappings, Map<String, LogIdentity> logs) {
    Map<String, CaptureRequest> requests = new TreeMap<>();
    logs.forEach(
        (source, log) -> {
          CaptureRequest request = inputs.requests().of(source, log, tables(mappings, source));
          captureOf(source).ensure(request);
          requests.put(source, request);
        });
    return requests;
  }

  IdentityGuard guard(Mappings mappings, String source) {
    return new IdentityGuard(
        source, database(source).log(), mappings.tables(source), inputs.target().progress());
  }

  private static List<TableSchema> tables(Mappings mappings, String source) {
    Map<String, TableSchema> tables = new TreeMap<>();
    for (Numbered numbered : mappings.all()) {
      if (numbered.source().equals(source)) {
        TableSchema table = numbered.mapping().sourceTable();
        tables.put(table.id().toString(), table);
      }
    }
    return List.copyOf(tables.values());
  }

  SourceDatabase database(String source) {
    SourceDatabase database = inputs.sources().get(source);
    if (database == null) {
      throw new IllegalArgumentException("no connection to source " + source);
    }
    return database;
  }

  ChangeCapture captureOf(String source) {
    ChangeCapture capture = inputs.captures().get(source);
    if (capture == null) {
      throw new IllegalArgumentException("no capture of source " + source);
    }
    return capture;
  }
}
