from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "undrift.store"
    label = "store"
