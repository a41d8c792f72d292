/** The product as a whole, with real services, seen from outside. */
package dev.crossfade.it.e2e;
