package dev.crossfade.engine.cutover;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the record in force and puts others in its place. */
final class Records {

  private final Rules rules;
  private final RouteStore store;
  private final NoteSigner signer;

  private @Nullable RouteRecord holding;
  private @Nullable RouteRecord takingOver;

  Records(Rules rules, RouteStore store, NoteSigner signer) {
    this.rules = rules;
    this.store = store;
    this.signer = signer;
  }

  RouteRecord read() {
    return store
        .read(rules.group())
        .map(this::opened)
        .orElseGet(() -> RouteRecord.initial(rules.group()));
  }

  private RouteRecord opened(String note) {
    try {
      return RecordSeal.open(note, rules.group(), List.of(signer.key()));
    } catch (IllegalArgumentException e) {
      throw CutoverProblem.otherKey(rules.group()).raise(e);
    }
  }

  /** Whether a record is the very one by which this process holds writes. */
  boolean holds(RouteRecord record) {
    return record.equals(holding);
  }

  /** Whether a record is the very one by which this process took over what it found. */
  boolean tookOver(RouteRecord record) {
    return record.equals(takingOver);
  }

  List<String> unsettled(RouteRecord record) {
    return RouteRules.unsettled(record, store.gateways(rules.group()));
  }

  Published hold(RouteRecord record, String id) {
    RouteRecord next = next(record, state -> state.held(new Hold(id, rules.hold())));
    holding = next;
    return publish(next);
  }

  Published move(RouteRecord record, Passage passage) {
    return publish(next(record, state -> state.moved(passage.to(), passage.hold())));
  }

  Published again(RouteRecord record) {
    RouteRecord next = next(record, state -> state);
    takingOver = next;
    return publish(next);
  }

  Published release(RouteRecord record) {
    return publish(next(record, RouteState::released));
  }

  private RouteRecord next(RouteRecord record, UnaryOperator<RouteState> change) {
    Map<String, RouteState> changed = new HashMap<>();
    rules.routes().forEach(route -> changed.put(route, change.apply(record.route(route))));
    return record.with(changed, rules.me());
  }

  private Published publish(RouteRecord next) {
    return store.publish(RecordSeal.seal(next, signer));
  }
}
