package com.example;

import dev.observatory.event.Event;

class Shop {
    @Event
    int order(int pieces) {
        return 10 - pieces;
    }
}
