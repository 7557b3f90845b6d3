app_name = "background"
urlpatterns = []
