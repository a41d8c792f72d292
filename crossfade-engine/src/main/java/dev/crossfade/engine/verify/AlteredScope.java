package dev.crossfade.engine.verify;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.drift.Concern;
import dev.crossfade.engine.drift.Concerning;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a table of an entity is not what its mappings know. It may have been altered a moment
 * ago, so that nobody holds it yet; nothing is held by asking.
 */
final class AlteredScope {

  private static final Logger LOG = LoggerFactory.getLogger(AlteredScope.class);

  private AlteredScope() {}

  /** What is altered, in words; empty when nothing is, or a source does not answer. */
  static String of(Parties parties, Scope scope) {
    for (CompiledMapping mapping : scope.mappings()) {
      SourceDatabase source = parties.sources().get(mapping.source());
      String altered = source == null ? "" : altered(source, scope, mapping);
      if (!altered.isEmpty()) {
        return altered;
      }
    }
    return "";
  }

  private static String altered(SourceDatabase source, Scope scope, CompiledMapping mapping) {
    TableId table = mapping.sourceTable().id();
    List<CompiledMapping> readers =
        scope.mappings().stream()
            .filter(each -> each.source().equals(mapping.source()))
            .filter(each -> each.sourceTable().id().equals(table))
            .toList();
    try {
      String details =
          Concerning.whatever(new Concern(readers), source.catalog()).stream()
              .map(each -> each.detail())
              .collect(Collectors.joining("; "));
      String name = "the table " + table + " of " + mapping.source();
      if (!details.isEmpty()) {
        return name + " was altered: " + details;
      }
      boolean untold = source.log().untold(List.of(table)).contains(table);
      return untold ? name + " was made anew, and its log does not tell of it yet" : "";
    } catch (ProblemException e) {
      LOG.debug("whether a table was altered is not known: source={}", mapping.source(), e);
      return "";
    }
  }
}
