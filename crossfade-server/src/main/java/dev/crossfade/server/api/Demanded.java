package dev.crossfade.server.api;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.plan.Demands;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.store.Documents.Document;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What specifications demand of people, remembered, since reading one takes a while. */
final class Demanded {

  private static final int MOST_KEPT = 1_000;

  private final Map<String, SignOffDemand> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SignOffDemand> eldest) {
              return size() > MOST_KEPT;
            }
          });

  /** What a specification demands. */
  SignOffDemand by(Document document) {
    SignOffDemand demand = known.get(document.contentHash());
    if (demand == null) {
      MigrationSpec spec =
          SpecificationLoader.load(document.files(), document.environment()).spec();
      demand = Demands.of(spec, document.contentHash());
      known.put(document.contentHash(), demand);
    }
    return demand;
  }
}
