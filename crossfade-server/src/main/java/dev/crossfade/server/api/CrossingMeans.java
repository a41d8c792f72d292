package dev.crossfade.server.api;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.cutover.PreflightView;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.server.wiring.GoNoGo;
import dev.crossfade.server.wiring.Recall;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * By what it is looked at whether clients can be moved, and by what a move is taken back.
 *
 * @param routes opens the store of route records once more
 * @param routeKey file of the key that signs them; it need not be there
 */
public record CrossingMeans(Supplier<RouteStore> routes, Path routeKey) {

  /** Makes the list that says go or no go. */
  PreflightView look(Connected connected, ControlStore control, Side to)
      throws InterruptedException {
    String name = connected.spec().name();
    return new PreflightView(
        name, name, to, GoNoGo.ofServer(connected, control, routes, routeKey, to));
  }

  /** What moves of clients are looked at by; it is closed by whoever asks. */
  Crossings crossings(Connected connected, ControlStore control, String actor) {
    return Crossings.ofServer(connected, control, routes.get(), routeKey, actor);
  }

  /** What a move of clients is taken back by; it is closed by whoever asks. */
  Recall recall(Recall.Meant meant, ControlStore control, String actor) {
    return Recall.ofServer(meant, control, routes.get(), routeKey, actor);
  }

  /** The list as the interface tells it. */
  static Map<String, Object> document(PreflightView list) {
    String name = list.migration();
    boolean there = list.to() == Side.NEW;
    return list.document(
        list.result().go()
            ? List.of("crossfade migration " + (there ? "cut-over " : "roll-back ") + name)
            : List.of(
                "put right what does not pass, then crossfade migration preflight "
                    + name
                    + (there ? "" : " --to legacy")));
  }
}
