package dev.crossfade.embedded.demo.stack;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as clients see it.
 *
 * @param id given by the client that added it
 * @param name never empty
 * @param channel search, social, email, display, affiliate or video
 * @param region sales region
 * @param budget with two places
 * @param currency ISO 4217
 * @param paused whether it runs
 * @param log the writes that made it what it is, in their order
 * @param write the last of them
 */
record Campaign(
    BigInteger id,
    String name,
    String channel,
    @Nullable String region,
    @Nullable BigDecimal budget,
    String currency,
    boolean paused,
    @Nullable String log,
    @Nullable String write) {}
