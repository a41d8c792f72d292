package dev.crossfade.server.api;

import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * By what it is looked at whether clients can be moved.
 *
 * @param routes opens the store of route records once more
 * @param routeKey file of the key that signs them; it need not be there
 */
public record CrossingMeans(Supplier<RouteStore> routes, Path routeKey) {}
