from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "undrift.web"
    label = "web"
