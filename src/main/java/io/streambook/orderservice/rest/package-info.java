/**
 * REST as clients of a big exchange know it: paths, parameters, errors and numbers are those of
 * Binance's spot API, version 3.
 */
package io.streambook.orderservice.rest;
