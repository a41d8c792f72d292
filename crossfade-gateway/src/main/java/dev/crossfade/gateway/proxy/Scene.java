package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.gateway.metrics.Meters;
import dev.crossfade.gateway.mirror.Mirror;
import dev.crossfade.gateway.record.Routing;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all event loops of a gateway share.
 *
 * @param settings of the file
 * @param routing what is obeyed
 * @param meters what is counted
 * @param mirror who takes copies
 * @param loops how many event loops there are
 * @param waiting bytes that waiting writes take up
 * @param waitingCount how many wait
 */
public record Scene(
    GatewaySettings settings,
    Routing routing,
    Meters meters,
    Mirror mirror,
    int loops,
    AtomicLong waiting,
    AtomicInteger waitingCount) {}
