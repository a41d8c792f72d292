package dev.crossfade.gateway.mirror;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * What is asked of a stack.
 *
 * @param headers those of the copy; not changed any more
 */
record Question(HttpMethod method, String uri, MultiMap headers) {}
